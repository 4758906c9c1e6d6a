/** What every page of the explorer loads. */
import "./explorer.css";
import { pageContext } from "./context";
import { enhance } from "./enhance";

document.documentElement.classList.add("js");
enhance(document, pageContext());
