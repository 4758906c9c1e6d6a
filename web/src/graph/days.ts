/** Days as people write them, where the store has them as 2016-03-01. */
import type { Lang } from "../data/shapes";

const FORMS = {
  vi: new Intl.DateTimeFormat("vi", {
    day: "numeric",
    month: "numeric",
    year: "numeric",
    timeZone: "UTC",
  }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** The days from the first to the last, either of them or none; what is no such day stays as it is. */
export function stretchOfDays(first: string, last: string, lang: Lang): string {
  const days = [...new Set([first, last])].filter(Boolean);
  if (!days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day))) return days.join(" – ");
  const [from, to] = days.map((day) => new Date(day));
  if (!from) return "";
  return to ? FORMS[lang].formatRange(from, to) : FORMS[lang].format(from);
}
