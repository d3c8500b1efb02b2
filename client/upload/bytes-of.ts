import type { Source } from "../../server/ingest/read";

/**
 * A file as the pure reader takes it: its bytes from the beginning, as often as asked, unpacked where they begin with gzip's magic
 * number. `tell` hears how many bytes of the file itself were read.
 */
export async function bytesOf(file: Blob, tell: (bytes: number) => void): Promise<Source> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = first === 0x1f && second === 0x8b;
  return async function* () {
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, out) {
        tell(chunk.byteLength);
        out.enqueue(chunk);
      },
    });
    const raw = file.stream().pipeThrough(counted);
    // Read by hand: not every browser lets a stream be walked with for await.
    const reader = (packed ? raw.pipeThrough(new DecompressionStream("gzip")) : raw).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  };
}
