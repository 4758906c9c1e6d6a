// @vitest-environment node
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { HttpSource, SourceError } from "../src/data/source";

let server: Server | undefined;

afterEach(() => new Promise((done) => server?.close(done)));

/** A server that gives one answer, and what it is asked. */
async function answering(status: number, body: string, type = "application/json") {
  const asked: IncomingMessage[] = [];
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { source: new HttpSource(root), address: () => new URL(asked[0]?.url ?? "", root) };
}

test("a search is asked for in the reader's language, its text escaped", async () => {
  const { source, address } = await answering(200, "[]");
  expect(await source.search("Bình & Dương", "vi")).toEqual([]);
  expect(address().pathname).toBe("/api/search");
  expect(address().searchParams.get("q")).toBe("Bình & Dương");
  expect(address().searchParams.get("lang")).toBe("vi");
});

test("the next page of a relation says its direction and where it begins", async () => {
  const { source, address } = await answering(200, "{}");
  await source.neighbourhood("vnpt", "en", { term: "sckb:partner", inverse: true, offset: 40 });
  expect(Object.fromEntries(address().searchParams)).toEqual({
    entity: "vnpt",
    lang: "en",
    relation: "sckb:partner",
    direction: "in",
    offset: "40",
  });
});

test("what the server says is wrong becomes the error's message", async () => {
  const { source } = await answering(404, '{"error": "no entity named \'x\'"}');
  await expect(source.neighbourhood("x", "en")).rejects.toEqual(new SourceError("no entity named 'x'", 404));
});

test("a query that does not parse says where", async () => {
  const { source } = await answering(400, "line 2: …\n", "text/plain");
  await expect(source.query("SELECT", "*/*")).rejects.toThrow("line 2: …");
});

test("an answer to a query keeps its media type", async () => {
  const { source } = await answering(200, "a,b\r\n", "text/csv; charset=utf-8");
  expect(await source.query("SELECT", "text/csv")).toEqual({ type: "text/csv", text: "a,b\r\n" });
});
