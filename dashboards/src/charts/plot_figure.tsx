import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export type PlotModule = typeof import("@observablehq/plot");
export type Draw = (plot: PlotModule, width: number) => Element;

interface Props {
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** Draws the picture; give a stable function, since a new one means a new picture. */
  draw: Draw;
  /** Kept free while the chart library loads, so that the page does not jump. */
  height: number;
}

// Charts are drawn for text of this size and scaled with the page's.
const kTextSize = 14;

/** A chart as wide as its place. The chart library is loaded only when the first chart appears. */
export function PlotFigure({ label, draw, height }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<PlotModule | null>(null);
  const [failed, setFailed] = useState(false);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    import("@observablehq/plot").then(setPlotModule, () => setFailed(true));
    function setPlotModule(module: PlotModule): void {
      setPlot(() => module);
    }
  }, []);

  useEffect(() => {
    const element = place.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(() => {
      const scale = Number.parseFloat(getComputedStyle(element).fontSize) / kTextSize;
      setWidth(Math.floor(element.clientWidth / scale));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (plot !== null && width > 0) {
      const picture = draw(plot, width);
      // The label says what it shows; what is inside is for the eyes.
      picture.setAttribute("aria-hidden", "true");
      place.current?.replaceChildren(picture);
    }
  }, [plot, width, draw]);

  return (
    <>
      <div ref={place} class="plot" role="img" aria-label={label} style={{ minHeight: `${height}px` }} />
      {failed && <p class="missing">The chart could not be loaded; the numbers are in the tables.</p>}
    </>
  );
}
