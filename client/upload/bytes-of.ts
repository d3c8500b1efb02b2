import type { Source } from "../../server/ingest/read";

/** So many bytes are read in one go. */
const BREATH = 1 << 20;

/** Lets the worker hear that it is to end: while bytes come as fast as they are read it would hear nothing for seconds. A timer would cost 4 ms each time. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

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
    let breathedAt = 0;
    let read = 0;
    const reader = (packed ? raw.pipeThrough(new DecompressionStream("gzip")) : raw).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
        read += value.byteLength;
        if (read - breathedAt < BREATH) continue;
        breathedAt = read;
        await breathe();
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  };
}
