/** An organization made in the embedded AWS after a config, and that config with the ids that AWS gave. */

import { CreateRouteTableCommand, CreateVpcCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { organizationalUnitsUpward } from "../../src/config/targets";
import { type Clients } from "./clients";

/** The ids of a config, each with the one that AWS gave in its place. */
export type Ids = ReadonlyMap<string, string>;

/** Makes the organization, its OUs, accounts, VPCs and route tables. Switches nothing on. */
export async function seed(config: OrgConfig, clients: Clients): Promise<Ids> {
  const ids = new Map<string, string>();
  const real = (id: string) => ids.get(id) ?? id;
  const { organizations } = clients;
  const { Organization: organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots: roots } = await organizations.send(new ListRootsCommand({}));
  const management = config.accounts.find(({ purpose }) => purpose === "management");
  ids.set(management?.id ?? "", organization?.MasterAccountId ?? "");
  ids.set(config.organization.id, organization?.Id ?? "");
  ids.set(config.organization.rootId, roots?.[0]?.Id ?? "");

  const depth = ({ name }: { name: string }) => organizationalUnitsUpward(config, name).length;
  for (const unit of config.organizationalUnits.toSorted((a, b) => depth(a) - depth(b))) {
    const parentId = config.organizationalUnits.find(({ name }) => name === unit.parent)?.id;
    const { OrganizationalUnit: created } = await organizations.send(
      new CreateOrganizationalUnitCommand({ Name: unit.name, ParentId: real(parentId ?? config.organization.rootId) }),
    );
    ids.set(unit.id, created?.Id ?? "");
  }

  for (const account of config.accounts.filter(({ purpose }) => purpose !== "management")) {
    const { CreateAccountStatus: created } = await organizations.send(
      new CreateAccountCommand({ AccountName: account.name, Email: `${account.name}@example.com` }),
    );
    ids.set(account.id, created?.AccountId ?? "");
    const unitId = config.organizationalUnits.find(({ name }) => name === account.organizationalUnit)?.id;
    if (unitId !== undefined) {
      await organizations.send(
        new MoveAccountCommand({
          AccountId: real(account.id),
          SourceParentId: real(config.organization.rootId),
          DestinationParentId: real(unitId),
        }),
      );
    }
    for (const vpc of account.vpcs) {
      const ec2 = await clients.ec2(real(account.id), vpc.region);
      const { Vpc: created } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
      ids.set(vpc.id, created?.VpcId ?? "");
      const routeTables = vpc.routeTableIds === "all" ? ["one of all", "another of all"] : vpc.routeTableIds;
      for (const routeTable of routeTables) {
        const { RouteTable: table } = await ec2.send(new CreateRouteTableCommand({ VpcId: real(vpc.id) }));
        ids.set(routeTable, table?.RouteTableId ?? "");
      }
    }
  }
  return ids;
}

/** The prerequisites of docs/first-deployment.md. */
export async function enablePrerequisites(organizations: OrganizationsClient, rootId: string): Promise<void> {
  for (const type of ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
    await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: type }));
  }
  await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "backup.amazonaws.com" }));
}

/** The text with every id replaced. */
export function withIds(text: string, ids: Ids): string {
  return [...ids].reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
