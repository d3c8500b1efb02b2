import { BarController, BarElement, CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

/** Chart.js with what our charts use, for the page and for pictures. */
export { Chart };
