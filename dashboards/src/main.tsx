import { render } from "preact";
import { App } from "./app";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/runs.css";
import "./styles/run.css";

const root = document.getElementById("app");
if (root === null) {
  throw new Error("index.html has no element #app");
}
render(<App />, root);
