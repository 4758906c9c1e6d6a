import { expect, test } from "vitest";
import { long, placeOf, quotePlace, short } from "../src/addresses";
import { edgeKey, isDate, moreKey, readState, within, writeState } from "../src/graph/state";
import { fold } from "../src/timeline/fold";

const ID = "https://w3id.org/sckb/id/";
const PARTNER = "https://w3id.org/sckb/ns#partner";

test("IRIs are written short and read back", () => {
  for (const iri of [`${ID}vnpt`, PARTNER, "https://schema.org/about", "http://example.org/a,b", "urn:x"]) {
    expect(long(short(iri))).toBe(iri);
  }
  expect(short(`${ID}vnpt`)).toBe("vnpt");
  expect(short(PARTNER)).toBe("sckb:partner");
});

test("things are shown where the server shows them", () => {
  expect(placeOf(`${ID}vnpt`)).toBe("/id/vnpt");
  expect(placeOf(`${ID}a/b`)).toBe("/entity?iri=https%3A%2F%2Fw3id.org%2Fsckb%2Fid%2Fa%2Fb");
  expect(quotePlace("https://w3id.org/sckb/source/binh-duong-2017", 3, 9)).toBe(
    "/source/binh-duong-2017?quote=3,9#quote",
  );
});

test("a state that is written into an address is read from it, and other fields stay", () => {
  const state = {
    open: [`${ID}vnpt`, `${ID}eindhoven`],
    more: new Map([[moreKey(`${ID}eindhoven`, PARTNER, true), 70]]),
    without: new Set([PARTNER]),
    from: "2016",
    to: "2017-11",
    selected: edgeKey(`${ID}thoa-thuan`, PARTNER, `${ID}vnpt`),
  };
  const fields = writeState(new URLSearchParams("lang=en&entity=vnpt"), state, `${ID}vnpt`);
  expect(fields.get("lang")).toBe("en");
  expect(fields.get("also")).toBe("eindhoven");
  expect(fields.get("at")).toBe("thoa-thuan sckb:partner vnpt");
  expect(readState(fields, `${ID}vnpt`)).toEqual(state);
  expect(fields.get("more")).toBe("eindhoven~sckb:partner~in~70");
  const more = new Map<string, number>();
  const bare = { open: [`${ID}vnpt`], more, without: new Set<string>(), from: "", to: "", selected: "" };
  expect(writeState(fields, bare, `${ID}vnpt`).toString()).toBe("lang=en&entity=vnpt");
});

test("what an address asks for is bounded, and what it misspells is left out", () => {
  const { more } = readState(new URLSearchParams("more=a~sckb:p~in~999999,b~sckb:p~up~5,c,~~in~5"), "");
  expect([...more.values()]).toEqual([1000]);
});

test("only years, months and days are dates", () => {
  for (const text of ["2016", "2016-03", "2016-12-31"]) expect(isDate(text)).toBe(true);
  for (const text of ["", "16", "2016-13", "2016-3", "2016-03-32", "yesterday"])
    expect(isDate(text)).toBe(false);
  expect(readState(new URLSearchParams("from=yesterday"), "").from).toBe("");
});

test("bounds are as wide as they are written, and open ends are within", () => {
  expect(within("2016-03-01", "2016-03-31", "2016", "2016")).toBe(true);
  expect(within("2016-03-01", "2016-03-31", "2016-03", "2016-03")).toBe(true);
  expect(within("2016-03-01", "2016-03-31", "2016-04", "")).toBe(false);
  expect(within("2016-03-01", "2016-03-31", "", "2016-02")).toBe(false);
  expect(within("2016-03-01", "", "2020", "")).toBe(true);
  expect(within("", "", "2020", "2021")).toBe(true);
});

test("texts are compared without case and diacritics", () => {
  expect(fold("  Đô  Thị ")).toBe("do thi");
  expect(fold("Ủy ban Nhân dân")).toContain(fold("uy BAN nhan"));
});
