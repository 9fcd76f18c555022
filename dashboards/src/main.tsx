// Before the pages, whose own stylesheets build on these.
import "./styles/base.css";
import "./styles/parts.css";
import { render } from "preact";
import { App } from "./app";

const root = document.getElementById("app");
if (root === null) {
  throw new Error("index.html has no element #app");
}
render(<App />, root);
