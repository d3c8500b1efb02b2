/** The views there are, in the order of the navigation; `paths` are the further addresses that show one, as the server's router reads them. */
export const VIEWS = [
  { name: "overview", label: "Overview", path: "/", paths: [] },
  { name: "explore", label: "Explore", path: "/explore", paths: [] },
  { name: "compare", label: "Compare", path: "/compare", paths: [] },
  { name: "brief", label: "Brief", path: "/brief", paths: [] },
  { name: "check", label: "Check", path: "/check", paths: [] },
  { name: "incidents", label: "Incidents", path: "/incidents", paths: ["/incident"] },
  { name: "datasets", label: "Datasets", path: "/datasets", paths: ["/datasets/:slug", "/datasets/:slug/upload"] },
] as const;

export type ViewName = (typeof VIEWS)[number]["name"];
