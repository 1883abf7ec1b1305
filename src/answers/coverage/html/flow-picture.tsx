/** The flow as a picture: OUs, local vaults, central vaults, from left to right. */

import { sankey, sankeyLinkHorizontal, sankeyLeft } from "d3-sankey";
import { type Coverage } from "../coverage";
import { type Flow, type FlowLink, type FlowNode } from "./flow";

const width = 1000;
const nodeWidth = 12;
const rowHeight = 34;
const headings = { accounts: "Accounts, by OU", local: "Local vaults", central: "Central vaults" };

/** The script dims what the filters leave out: links carry the indexes of their Regions and plans. */
export function FlowPicture({ flow, coverage }: { readonly flow: Flow; readonly coverage: Coverage }) {
  const planNames = coverage.plans.map(({ name }) => name);
  // Without copies, there are no central vaults, and the local ones stand at the right.
  const kinds = (["accounts", "local", "central"] as const).filter((kind) =>
    flow.nodes.some((node) => node.kind === kind),
  );
  const last = kinds.at(-1);
  const tallest = Math.max(...kinds.map((kind) => flow.nodes.filter((node) => node.kind === kind).length));
  const height = Math.max(120, tallest * rowHeight);
  const order = Object.keys(headings);
  const layout = sankey<FlowNode, FlowLink>()
    .nodeId(({ id }) => id)
    .nodeAlign((node, depth) => (node.kind === "central" ? 2 : sankeyLeft(node, depth)))
    .nodeWidth(nodeWidth)
    .nodePadding(Math.min(16, height / tallest / 2))
    .nodeSort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.label < b.label ? -1 : 1))
    .extent([
      [0, 28],
      [width, 28 + height],
    ]);
  const { nodes, links } = layout({
    nodes: flow.nodes.map((node) => ({ ...node })),
    links: flow.links.map((link) => ({ ...link })),
  });
  const path = sankeyLinkHorizontal();
  return (
    <svg
      class="flow"
      viewBox={`0 0 ${width} ${height + 36}`}
      role="img"
      aria-label="Flow of backups from accounts to local vaults and of copies to central vaults; the table below says the same"
    >
      {kinds.map((kind, index) => (
        <text
          class="column"
          x={(width / (kinds.length - 1)) * index}
          y="14"
          text-anchor={index === 0 ? "start" : index === kinds.length - 1 ? "end" : "middle"}
        >
          {headings[kind]}
        </text>
      ))}
      {links.map((link) => (
        <path
          d={path(link) ?? ""}
          stroke-width={Math.max(1, link.width ?? 1).toFixed(1)}
          class="link"
          data-regions={link.regions.map((region) => coverage.regions.indexOf(region)).join(" ")}
          data-plans={link.plans.map((plan) => planNames.indexOf(plan)).join(" ")}
        >
          <title>{link.title}</title>
        </path>
      ))}
      {nodes.map(({ x0 = 0, x1 = 0, y0 = 0, y1 = 0, kind, label, count }) => (
        <g class={kind}>
          <rect
            x={x0.toFixed(1)}
            y={y0.toFixed(1)}
            width={(x1 - x0).toFixed(1)}
            height={Math.max(2, y1 - y0).toFixed(1)}
            rx="2"
          />
          <text
            x={kind === last ? x0 - 6 : x1 + 6}
            y={((y0 + y1) / 2 + 4).toFixed(1)}
            text-anchor={kind === last ? "end" : "start"}
          >
            {label} <tspan class="count">{count}</tspan>
          </text>
        </g>
      ))}
    </svg>
  );
}
