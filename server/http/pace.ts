import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Request } from "express";

/** How long the lines before a body may take, in milliseconds. */
const HEAD = 15_000;
/** A body has to come on by so many bytes in every stretch of so many milliseconds. The slowest telephone line sends ten times as much. */
const STRETCH = 15_000;
const LEAST = 1500;
/** How long what still comes of a body nobody wants is read and dropped, so that its sender sees the answer. */
const DROP = 10_000;

/** Bounds what a sender can hold up by sending slowly, and asks for a body only when it is wanted (`Expect: 100-continue`, RFC 9110, 10.1.1). */
export function keepPace(server: Server): void {
  server.headersTimeout = HEAD;
  // However large and long in coming, a body that comes on is taken.
  server.requestTimeout = 0;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (isAwaited(request)) dropRest(request, response);
    else watch(request, response);
  });
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    const ask = response.writeContinue.bind(response);
    response.writeContinue = () => {
      ask();
      watch(request, response);
    };
    server.emit("request", request, response);
  });
}

/** Asks a sender who waits to be asked for the body. */
export function askForBody(request: Request): void {
  if (isAwaited(request)) request.res?.writeContinue();
}

const isAwaited = ({ headers }: IncomingMessage) => /^100-continue$/i.test(headers.expect ?? "");
const hasBody = ({ headers }: IncomingMessage) => headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

function watch(request: IncomingMessage, response: ServerResponse): void {
  if (!hasBody(request)) return;
  dropRest(request, response);
  let seen = request.socket.bytesRead;
  const look = setInterval(() => {
    if (request.complete || request.destroyed) return clearInterval(look);
    const came = request.socket.bytesRead - seen;
    seen += came;
    // What waits here for us is not the sender's fault.
    if (came >= LEAST || request.readableLength > 0) return;
    clearInterval(look);
    refuse(request, response);
  }, STRETCH);
  look.unref();
  response.once("close", () => clearInterval(look));
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return void request.destroy();
  const detail = `The body came too slowly: less than ${LEAST} bytes in ${STRETCH / 1000} seconds. Nothing was stored. Send it again.`;
  const body = JSON.stringify({ type: "about:blank", title: "Too slow", status: 408, code: "too_slow", detail });
  const headers = { "Content-Type": "application/problem+json", "Content-Length": Buffer.byteLength(body), Connection: "close" };
  response.writeHead(408, headers).end(body, () => request.destroy());
}

function dropRest(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (request.complete) return;
    setTimeout(() => request.complete || request.destroy(), DROP).unref();
  });
}
