/**
 * HCP Terraform's API as far as Terraform uses it where it runs itself (execution mode `local`): organizations, projects,
 * workspaces, locks and states, kept in memory. Runs, variables and agents are no part of it.
 * Source: HCP Terraform, "API Docs": "State Versions", "State Version Outputs", "Workspaces", "Projects", "Organizations".
 * Read 2026-11-27.
 */

import { createHash } from "node:crypto";

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** JSON, but for a state, which is given as it was sent. */
  readonly body?: object | string;
}

export interface StateVersion {
  readonly id: string;
  readonly serial: number;
  readonly lineage: string;
  readonly md5: string;
  /** Undefined until its content is uploaded: until then it is no current state. */
  content: string | undefined;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  readonly projectId: string;
  lockReason: string | undefined;
  readonly stateVersions: StateVersion[];
}

interface Project {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
}

/** The request body of everything but a state. */
interface Document {
  readonly data?: {
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly relationships?: { readonly project?: { readonly data?: { readonly id?: string } } };
  };
}

type Handler = (request: Request, ...parts: string[]) => Answer;

/** `cloud` asks for the first one, and `terraform_remote_state` for the second one. */
const services = { "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/", "tfe.v2.2": "/api/v2/", "state.v2": "/api/v2/" };

const notFound = refusal(404, "not found");

export class HcpTerraform {
  readonly workspaces: Workspace[] = [];
  /** Requests that this API has no answer to, as `GET /api/v2/...`. */
  readonly unknownRequests: string[] = [];
  private readonly projects: Project[] = [];
  private readonly uploads = new Map<string, (content: string) => Answer>();

  /** @param address `https://<hostname>`, for the addresses of states */
  constructor(
    private readonly address: string,
    private readonly organizations: readonly string[],
    private readonly token: string,
  ) {
    for (const organization of organizations) {
      this.projects.push({ id: `prj-${organization}`, name: "Default Project", organization });
    }
  }

  /** The latest state of a workspace, by its name; undefined where it has none. */
  currentState(name: string): string | undefined {
    const workspace = this.workspaces.find((candidate) => candidate.name === name);
    return workspace && current(workspace)?.content;
  }

  answer(request: Request): Answer {
    const { method, path, token } = request;
    if (path.startsWith("/api/v2/") && token !== this.token) {
      return refusal(401, "unauthorized");
    }
    for (const [route, handler] of this.routes) {
      const [, ...parts] = route.exec(`${method} ${path}`) ?? [];
      if (route.test(`${method} ${path}`)) {
        return handler(request, ...parts.map(decodeURIComponent));
      }
    }
    this.unknownRequests.push(`${method} ${path}`);
    return notFound;
  }

  private readonly routes: readonly (readonly [RegExp, Handler])[] = [
    [/^GET \/\.well-known\/terraform\.json$/, () => ({ status: 200, body: services })],
    [/^GET \/api\/v2\/ping$/, () => ({ status: 204 })],
    [/^GET \/api\/v2\/organizations\/([^/]+)$/, (_, name) => this.ofOrganization(name, () => organizationOf(name))],
    [
      /^GET \/api\/v2\/organizations\/([^/]+)\/entitlement-set$/,
      (_, name) => this.ofOrganization(name, () => entitlementsOf(name)),
    ],
    [
      /^GET \/api\/v2\/organizations\/([^/]+)\/projects$/,
      ({ query }, organization) => this.ofOrganization(organization, () => this.listProjects(organization, query)),
    ],
    [
      /^POST \/api\/v2\/organizations\/([^/]+)\/projects$/,
      ({ body }, organization) => this.ofOrganization(organization, () => this.createProject(organization, body)),
    ],
    [
      /^POST \/api\/v2\/organizations\/([^/]+)\/workspaces$/,
      ({ body }, organization) => this.ofOrganization(organization, () => this.createWorkspace(organization, body)),
    ],
    [
      /^GET \/api\/v2\/organizations\/([^/]+)\/workspaces\/([^/]+)$/,
      (_, organization, name) =>
        given(
          this.workspaces.find((workspace) => workspace.organization === organization && workspace.name === name),
          workspaceDocument,
        ),
    ],
    [/^(?:GET|PATCH) \/api\/v2\/workspaces\/([^/]+)$/, (_, id) => this.ofWorkspace(id, workspaceDocument)],
    [/^POST \/api\/v2\/workspaces\/([^/]+)\/actions\/lock$/, ({ body }, id) => this.ofWorkspace(id, lockFor(body))],
    [/^POST \/api\/v2\/workspaces\/([^/]+)\/actions\/(?:force-)?unlock$/, (_, id) => this.ofWorkspace(id, unlock)],
    [
      /^POST \/api\/v2\/workspaces\/([^/]+)\/state-versions$/,
      ({ body }, id) => this.ofWorkspace(id, (workspace) => this.createStateVersion(workspace, body)),
    ],
    [
      /^GET \/api\/v2\/workspaces\/([^/]+)\/current-state-version$/,
      (_, id) => this.ofWorkspace(id, (workspace) => given(current(workspace), (version) => this.shown(version))),
    ],
    [
      /^GET \/api\/v2\/workspaces\/([^/]+)\/current-state-version-outputs$/,
      (_, id) => this.ofWorkspace(id, (workspace) => given(current(workspace), outputsOf)),
    ],
    [
      /^GET \/api\/v2\/state-version-outputs\/(sv-[^/]+)-([^/-]+)$/,
      (_, id, name) => given(this.stateVersion(id), (version) => outputOf(version, name)),
    ],
    [/^GET \/api\/v2\/state-versions\/([^/]+)$/, (_, id) => given(this.stateVersion(id), (one) => this.shown(one))],
    [
      /^GET \/object\/([^/]+)$/,
      (_, id) => given(this.stateVersion(id)?.content, (content) => ({ status: 200, body: content })),
    ],
    [/^PUT \/object\/([^/]+)$/, ({ body }, id) => given(this.uploads.get(id), (take) => take(body))],
  ];

  private ofOrganization(name: string, handler: () => Answer): Answer {
    return this.organizations.includes(name) ? handler() : notFound;
  }

  private ofWorkspace(id: string, handler: (workspace: Workspace) => Answer): Answer {
    return given(
      this.workspaces.find((workspace) => workspace.id === id),
      handler,
    );
  }

  private stateVersion(id: string): StateVersion | undefined {
    return this.workspaces.flatMap(({ stateVersions }) => stateVersions).find((version) => version.id === id);
  }

  private listProjects(organization: string, query: URLSearchParams): Answer {
    const names = query.get("filter[names]")?.split(",");
    const found = this.projects.filter(
      (project) => project.organization === organization && (names?.includes(project.name) ?? true),
    );
    return { status: 200, body: { data: found.map(projectData), meta: onePage(found.length) } };
  }

  private createProject(organization: string, body: string): Answer {
    const project = { id: `prj-${this.projects.length}`, name: text(attributesOf(body).name), organization };
    this.projects.push(project);
    return { status: 201, body: { data: projectData(project) } };
  }

  /** Execution mode `local`, as the organization's `default-execution-mode` would have it. */
  private createWorkspace(organization: string, body: string): Answer {
    const name = text(attributesOf(body).name);
    if (this.workspaces.some((workspace) => workspace.organization === organization && workspace.name === name)) {
      return refusal(422, "invalid attribute", "Name has already been taken");
    }
    const { data } = JSON.parse(body) as Document;
    const workspace: Workspace = {
      id: `ws-${this.workspaces.length}`,
      name,
      organization,
      projectId: data?.relationships?.project?.data?.id ?? `prj-${organization}`,
      lockReason: undefined,
      stateVersions: [],
    };
    this.workspaces.push(workspace);
    return { ...workspaceDocument(workspace), status: 201 };
  }

  private createStateVersion(workspace: Workspace, body: string): Answer {
    const { serial, lineage, md5, state, force } = attributesOf(body);
    if (typeof serial !== "number" || typeof md5 !== "string") {
      return refusal(422, "invalid attribute", "serial and md5 are required");
    }
    if (workspace.lockReason === undefined) {
      return refusal(409, "conflict", "The workspace must be locked by the user creating a state version");
    }
    const before = current(workspace);
    if (before && force !== true && (before.lineage !== lineage || before.serial >= serial)) {
      return refusal(409, "conflict", `The current state has serial ${before.serial} and lineage ${before.lineage}`);
    }
    const id = `sv-${workspace.id}x${workspace.stateVersions.length}`;
    const version: StateVersion = { id, serial, lineage: text(lineage), md5, content: undefined };
    workspace.stateVersions.push(version);
    this.uploads.set(id, (content) => upload(version, content));
    this.uploads.set(`json-${id}`, () => ({ status: 200 }));
    if (typeof state === "string") {
      const uploaded = upload(version, Buffer.from(state, "base64").toString());
      return uploaded.status === 200 ? { ...this.shown(version), status: 201 } : uploaded;
    }
    return { ...this.shown(version), status: 201 };
  }

  private shown({ id, serial, lineage, content }: StateVersion): Answer {
    const object = `${this.address}/object/${id}`;
    const attributes = {
      serial,
      lineage,
      status: content === undefined ? "pending" : "finalized",
      "resources-processed": true,
      ...(content === undefined
        ? { "hosted-state-upload-url": object, "hosted-json-state-upload-url": `${this.address}/object/json-${id}` }
        : { "hosted-state-download-url": object }),
    };
    return { status: 200, body: { data: { id, type: "state-versions", attributes } } };
  }
}

function upload(version: StateVersion, content: string): Answer {
  if (createHash("md5").update(content).digest("hex") !== version.md5) {
    return refusal(400, "bad request", "The content is not that of the MD5 hash");
  }
  version.content = content;
  return { status: 200 };
}

function current({ stateVersions }: Workspace): StateVersion | undefined {
  return stateVersions.findLast(({ content }) => content !== undefined);
}

function lockFor(body: string): (workspace: Workspace) => Answer {
  return (workspace) => {
    if (workspace.lockReason !== undefined) {
      return refusal(409, "unable to lock workspace", "The workspace is already locked");
    }
    workspace.lockReason = body === "" ? "" : text((JSON.parse(body) as { reason?: unknown }).reason);
    return workspaceDocument(workspace);
  };
}

function unlock(workspace: Workspace): Answer {
  if (workspace.lockReason === undefined) {
    return refusal(409, "unable to unlock workspace", "The workspace is already unlocked");
  }
  workspace.lockReason = undefined;
  return workspaceDocument(workspace);
}

function workspaceDocument({ id, name, organization, projectId, lockReason }: Workspace): Answer {
  const may = ["lock", "unlock", "force-unlock", "read-state-versions", "create-state-versions", "update", "queue-run"];
  const attributes = {
    name,
    "execution-mode": "local",
    operations: false,
    locked: lockReason !== undefined,
    "terraform-version": "latest",
    permissions: Object.fromEntries(may.map((action) => [`can-${action}`, true])),
  };
  const relationships = {
    organization: { data: { id: organization, type: "organizations" } },
    project: { data: { id: projectId, type: "projects" } },
  };
  return { status: 200, body: { data: { id, type: "workspaces", attributes, relationships } } };
}

function organizationOf(name: string): Answer {
  const attributes = { name, "default-execution-mode": "local" };
  return { status: 200, body: { data: { id: name, type: "organizations", attributes } } };
}

function entitlementsOf(name: string): Answer {
  const attributes = { operations: true, "private-module-registry": true, "state-storage": true };
  return { status: 200, body: { data: { id: `org-${name}`, type: "entitlement-sets", attributes } } };
}

function outputsOf(version: StateVersion): Answer {
  const data = Object.keys(outputsIn(version)).map((name) => outputData(version, name));
  return { status: 200, body: { data, meta: onePage(data.length) } };
}

function outputOf(version: StateVersion, name: string): Answer {
  return given(outputsIn(version)[name], () => ({ status: 200, body: { data: outputData(version, name) } }));
}

function outputData(version: StateVersion, name: string) {
  const { value, type, sensitive = false } = outputsIn(version)[name] ?? {};
  const attributes = { name, value, sensitive, type: typeof value, "detailed-type": type };
  return { id: `${version.id}-${name}`, type: "state-version-outputs", attributes };
}

interface Output {
  readonly value?: unknown;
  readonly type?: unknown;
  readonly sensitive?: boolean;
}

function outputsIn({ content }: StateVersion): Readonly<Record<string, Output>> {
  return (JSON.parse(content ?? "{}") as { outputs?: Record<string, Output> }).outputs ?? {};
}

function projectData({ id, name }: Project) {
  return { id, type: "projects", attributes: { name } };
}

function onePage(count: number) {
  return { pagination: { "current-page": 1, "total-pages": 1, "total-count": count } };
}

function attributesOf(body: string): Readonly<Record<string, unknown>> {
  return (JSON.parse(body) as Document).data?.attributes ?? {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function given<T>(value: T | undefined, handler: (value: T) => Answer): Answer {
  return value === undefined ? notFound : handler(value);
}

function refusal(status: number, title: string, detail?: string): Answer {
  return { status, body: { errors: [{ status: String(status), title, ...(detail !== undefined && { detail }) }] } };
}
