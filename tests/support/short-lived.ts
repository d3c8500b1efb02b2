/** V8 compiles the embedded engine, 9 MB of WebAssembly, once and not again with more care for what is called often: no process of the tests lives long enough to earn that back. */
export const SHORT_LIVED = "--liftoff-only";
