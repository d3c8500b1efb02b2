import { keepYoungSmall } from "./young";

// Before the program is loaded, for which the young generation would grow.
keepYoungSmall();
await import("./serve");
