/** What every page of the explorer loads: finds what a page can do more of, and does it. */
import "./explorer.css";

document.documentElement.classList.add("js");
