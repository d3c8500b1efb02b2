import { unzipSync } from "fflate";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import readExcelFile from "read-excel-file/node";
import request from "supertest";

/** An address as bytes, as a download arrives. */
export async function download(app: Parameters<typeof request>[0], address: string): Promise<{ body: Buffer; type: string; name: string }> {
  const response = await request(app)
    .get(address)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on("data", (chunk: Buffer) => chunks.push(chunk));
      res.on("end", () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  return { body: response.body, type: response.headers["content-type"] ?? "", name: response.headers["content-disposition"] ?? "" };
}

type Sheet = unknown[][];

/** A workbook's sheets by name, read by another library than wrote it. */
export async function sheetsOf(body: Buffer): Promise<Record<string, Sheet>> {
  return Object.fromEntries((await readExcelFile(body)).map(({ sheet, data }) => [sheet, data]));
}

/** A Parquet file's rows, its column types and its metadata, read by another library than wrote it. */
export async function parquetOf(body: Buffer): Promise<{ rows: Record<string, unknown>[]; types: Record<string, string>; about: Record<string, string> }> {
  const file = body.buffer.slice(body.byteOffset, body.byteOffset + body.length) as ArrayBuffer;
  const { schema, key_value_metadata = [] } = parquetMetadata(file);
  return {
    rows: await parquetReadObjects({ file }),
    types: Object.fromEntries(schema.slice(1).map(({ name, type, converted_type }) => [name, converted_type ?? type ?? ""])),
    about: Object.fromEntries(key_value_metadata.map(({ key, value }) => [key, value ?? ""])),
  };
}

/** A zip's entries as texts. */
export function entriesOf(body: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(body)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
}
