import { Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type ClusterName, clusterNames, clusters, scopeOfCluster } from '../consent/index.js';
import { organisationOfApp } from '../flows/index.js';
import type { RegisteredApp } from '../ledger/index.js';
import { FacetEnum, PurposeEnum, RecordTypeEnum } from './enums.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';
import { OrganisationType, shownOrganisation } from './organisation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

const ClusterNameEnum: Readonly<Record<string, string>> = Object.fromEntries(
  clusterNames.map((name) => [name, name]),
);
registerEnumType(ClusterNameEnum, {
  name: 'ClusterName',
  description: 'What an app can ask for, as a person understands it. More may come.',
});

export { ClusterNameEnum };

@ObjectType('Cluster', { description: 'Sorts of records, and which parts of them: one choice.' })
export class ClusterType {
  constructor(private readonly cluster: ClusterName) {}
  @Plain(() => ClusterNameEnum, { description: 'Its name in programs.' })
  get name(): string {
    return this.cluster;
  }
  @Plain(() => String, { description: 'As the scope of a sign-in and of a token spells it.' })
  get scope() {
    return scopeOfCluster(this.cluster);
  }
  @Field(() => String, {
    description: 'Its name for people, in the language asked for, else Dutch.',
  })
  title(@Ctx() { languages }: Operation): string {
    return textIn(clusters[this.cluster].name, languages);
  }
  @Field(() => String, { description: 'What it holds, in a sentence.' })
  description(@Ctx() { languages }: Operation): string {
    return textIn(clusters[this.cluster].description, languages);
  }
  @Plain(() => [RecordTypeEnum], { description: 'Records of these types.' })
  get recordTypes() {
    return clusters[this.cluster].recordTypes;
  }
  @Plain(() => [FacetEnum], { description: 'These parts of them.' })
  get facets() {
    return clusters[this.cluster].facets;
  }
}
export const shownClusters = (names: readonly ClusterName[]) =>
  names.map((name) => new ClusterType(name));

@ObjectType('App', {
  description:
    'An app that somebody registered here. Registered is not looked into: see organisation.',
})
export class AppType {
  constructor(private readonly app: RegisteredApp) {}
  @Plain(() => ID, { description: 'Its client id: an address that leads to its document.' })
  get clientId() {
    return this.app.client;
  }
  @Plain(() => String, {
    description: 'As its developer calls it; plain text, and nobody’s word but theirs.',
  })
  get name() {
    return this.app.name;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Where to read about it, as its developer says.',
  })
  get homepage() {
    return this.app.homepage;
  }
  @Field(() => OrganisationType, {
    nullable: true,
    description:
      'Whose app it is, where the operator of this server looked into that. Null: nobody looked.',
  })
  organisation(@Ctx() { house }: Operation) {
    return shownOrganisation(organisationOfApp(house, this.app.client));
  }
  @Plain(() => PurposeEnum, { description: 'What it reads for.' })
  get purpose() {
    return this.app.purpose;
  }
  @Field(() => [ClusterType], { description: 'The most it can ask for.' })
  clusters() {
    return shownClusters(this.app.clusters);
  }
  @Plain(() => [String], { description: 'Where a sign-in may come back to, letter by letter.' })
  get redirectUris() {
    return this.app.redirectUris;
  }
  @Plain(() => Boolean, {
    description: 'Whether the operator stopped it: then its tokens open nothing.',
  })
  get suspended() {
    return this.app.suspended;
  }
  @Plain(() => DateTime, { description: 'When it was registered.' })
  get createdAt() {
    return this.app.createdAt;
  }
}

@ObjectType('AppList', { description: 'Apps, newest first.' })
export class AppListType {
  @Plain(() => [AppType], { description: 'The apps.' })
  readonly nodes!: readonly AppType[];
}

@ObjectType('AppRemoved', { description: 'An app that is gone.' })
export class AppRemovedType {
  @Plain(() => ID, { description: 'Its client id, which is never given again.' })
  readonly clientId!: string;
}
