import type { JSX } from "preact";
import { LocationProvider, lazy, Route, Router } from "preact-iso";
import { NotFoundPage } from "./pages/not_found_page";
import { RunsPage } from "./pages/runs/runs_page";

const RunPage = lazy(async () => (await import("./pages/run/run_page")).RunPage);

export function App(): JSX.Element {
  return (
    <LocationProvider>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="masthead">
        <a class="brand" href="/">
          <img src="/favicon.svg" alt="" width="22" height="22" />
          Assay
        </a>
        <span class="motto">INT8 inference on microcontroller boards, measured and checked</span>
      </header>
      <main id="content" tabIndex={-1}>
        <Router>
          <Route path="/" component={RunsPage} />
          <Route path="/runs" component={RunsPage} />
          <Route path="/runs/:id" component={RunPage} />
          <Route default component={NotFoundPage} />
        </Router>
      </main>
    </LocationProvider>
  );
}
