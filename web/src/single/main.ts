/** The explorer in one file: everything it shows stands in blocks of data in the document itself. */
import "../explorer.css";
import "./single.css";
import { type KnowledgeBaseData, type Pages, takeBlock } from "./data";
import { EmbeddedSource } from "./embedded";
import { Engine } from "./engine/engine";
import { Router } from "./router";

const pages = JSON.parse(takeBlock("kb-pages")) as Pages;
const data = JSON.parse(takeBlock("kb-data")) as KnowledgeBaseData;
const engine = new Engine({
  rdf: takeBlock("kb-rdf"),
  module: takeBlock("kb-engine"),
  worker: takeBlock("kb-worker"),
  prefixes: data.prefixes,
  deadline: data.deadline,
});
const source = new EmbeddedSource(data, engine);

document.documentElement.classList.add("js");
new Router(source, pages, engine).start();
