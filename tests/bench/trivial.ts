import type { AddressInfo } from "node:net";
import express from "express";

/** The yardstick of throughput: the least that an Express program can answer, with the settings it comes with. Tells its address and serves until it is ended. */
const app = express();
app.get("/", (_request, response) => void response.json({ ok: true }));
const server = app.listen(0, "127.0.0.1", () => console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`));
