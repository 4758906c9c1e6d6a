import { expect, test } from "vitest";
import { stretchOfDays } from "../src/graph/days";

test("a stretch of days is written as people write it", () => {
  expect(stretchOfDays("2016-03-01", "2016-03-31", "vi")).toMatch(/^1\/3\/2016\s–\s31\/3\/2016$/);
  expect(stretchOfDays("2016-08-15", "2016-08-15", "vi")).toBe("15/8/2016");
  expect(stretchOfDays("2016-08-15", "", "en")).toBe("15 August 2016");
  expect(stretchOfDays("", "2020-12-31", "en")).toBe("31 December 2020");
  expect(stretchOfDays("2017-11-25", "2017-11-27", "en")).toMatch(/^25\s–\s27 November 2017$/);
});

test("none is nothing, and what is no day stays", () => {
  expect(stretchOfDays("", "", "vi")).toBe("");
  expect(stretchOfDays("-0043-03-15", "", "en")).toBe("-0043-03-15");
});
