import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '../../../src/config.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { composeText, readCompose } from './read-compose.js';
import type { ComposeFile, Service } from './shape.js';

const given = {
  LEERKLUIS_HOST: 'kluis.example',
  LEERKLUIS_PODS_HOST: 'pods.example',
  LEERKLUIS_INSTITUTIONS: './institutions',
  LEERKLUIS_DB_PASSWORD: '0f1e2d3c4b5a',
};
const roles = { api1: 'api', api2: 'api', worker: 'worker', pods: 'pods' } as const;

let file: ComposeFile;
const the = (name: string): Service => {
  const service = file.services[name];
  if (service === undefined) throw new Error(`no service ${name}`);
  return service;
};
const ours = () => Object.entries(roles).map(([name, role]) => ({ role, name, ...the(name) }));
const networksOf = ({ networks }: Service): readonly string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks);
const volumeNames = ({ volumes }: Service) => volumes.map((volume) => volume.split(':')[0] ?? '');
const envFilesOf = ({ env_file: all = [] }: Service) => all.map(({ path }) => path);
const havingVolume = (name: string) =>
  Object.entries(file.services)
    .filter(([, service]) => volumeNames(service).includes(name))
    .map(([service]) => service)
    .toSorted();

beforeAll(async () => {
  file = await readCompose(given);
});

describe('the file itself', () => {
  it('names no network, volume, config or service that is not there', () => {
    for (const service of Object.values(file.services)) {
      expect(Object.keys(file.networks)).toEqual(expect.arrayContaining([...networksOf(service)]));
      expect(Object.keys(file.volumes)).toEqual(expect.arrayContaining(volumeNames(service)));
      for (const { source } of service.configs) expect(file.configs).toHaveProperty(source);
      for (const [name, { condition }] of Object.entries(service.depends_on)) {
        expect(the(name).healthcheck !== undefined || condition !== 'service_healthy').toBe(true);
        expect(the(name).restart === 'no').toBe(condition === 'service_completed_successfully');
      }
    }
  });

  it.each(Object.keys(given))('does not start without %s, and says what it is', async (name) => {
    const without = Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));
    await expect(readCompose(without)).rejects.toThrow(`required variable ${name} is missing`);
  });

  it('holds no secret, and a default for the loudness of the log alone', async () => {
    const defaults = [...(await composeText()).matchAll(/\$\{([A-Z_]+)(?!:\?)[:}]/g)];
    expect(defaults.map(([, name]) => name)).toEqual(['LEERKLUIS_LOG_LEVEL']);
  });
});

describe('our own processes', () => {
  it('are told only what the configuration reads, and all that their role needs', () => {
    for (const { role, environment, command } of ours()) {
      const { NODE_EXTRA_CA_CERTS: _trust, ...told } = environment;
      expect(settingNames).toEqual(expect.arrayContaining(Object.keys(told)));
      expect(command).toEqual(['start', '--role', role]);
      expect(readConfig({ ...told, ROLE: role })).toMatchObject({ ROLE: role, DEMO: false });
    }
  });

  it('agree on every name, all of them https and the pods on a host of their own', () => {
    for (const { environment, role } of ours()) {
      expect(environment).toMatchObject({
        ISSUER_ORIGIN: 'https://kluis.example',
        POD_ORIGIN: 'https://pods.example',
        ...(role === 'api' && { PUBLIC_ORIGIN: 'https://kluis.example' }),
      });
    }
    expect(the('api1')).toEqual(the('api2'));
  });

  it('trust the CA that made the certificate, and wait for it', () => {
    for (const { environment, volumes, depends_on: after } of ours()) {
      expect(environment['NODE_EXTRA_CA_CERTS']).toBe('/ca/root.pem');
      expect(volumes).toContain('ca:/ca:ro');
      expect(after['ca']).toEqual({ condition: 'service_completed_successfully' });
    }
  });

  it('share their keys; the builder’s private key is within reach of the worker alone', () => {
    expect(havingVolume('keys')).toEqual(['api1', 'api2', 'worker']);
    expect(havingVolume('builder-key')).toEqual(['worker']);
    expect(the('worker').environment['BUILDER_KEYS_DIR']).toBe('/builder-key');
    expect(the('api1').environment).not.toHaveProperty('BUILDER_KEYS_DIR');
    expect(havingVolume('pods')).toEqual(['pods']);
  });

  it('know who is recognised; what institutions sign with is within reach of the worker alone', () => {
    for (const name of ['api1', 'worker']) {
      const { environment, configs } = the(name);
      const targets = configs.map(({ target }) => target);
      expect(targets).toContain(environment['TRUST_REGISTRY_FILE']);
    }
    expect(envFilesOf(the('worker'))).toEqual([
      './institutions/passwords.env',
      './institutions/issuers.env',
    ]);
    expect(envFilesOf(the('api1'))).toEqual(['./institutions/passwords.env']);
    const { environment, volumes } = the('worker');
    expect(environment['ISSUER_KEYS_DIR']).toBe('/builder-key/issuers');
    expect(volumes).toContain('builder-key:/builder-key');
    expect(the('api1').environment).not.toHaveProperty('ISSUER_KEYS_DIR');
  });

  it('write to no place that is not a folder of the image, given to their user', () => {
    const recipe = the('api1').build?.dockerfile_inline ?? '';
    const made = /install -d .*-o node.* (\/keys.*)$/m.exec(recipe)?.[1]?.split(' ') ?? [];
    for (const { user, volumes } of ours()) {
      expect(user).toBe('node');
      const writable = volumes.filter((volume) => !volume.endsWith(':ro'));
      for (const volume of writable) expect(made).toContain(volume.split(':')[1]);
    }
  });

  it('are built from files that are here', () => {
    const recipe = the('worker').build?.dockerfile_inline ?? '';
    const copied = [...recipe.matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    const sources = copied.flatMap(([, names = '']) => names.split(' '));
    expect(sources).toEqual(expect.arrayContaining(['package-lock.json', 'src', 'pods', 'schema']));
    for (const source of sources) expect(existsSync(join(projectRoot, source))).toBe(true);
  });
});

describe('who reaches whom', () => {
  it('only the proxy can be reached from outside, and only by TLS', () => {
    const open = Object.entries(file.services).flatMap(([name, { ports }]) =>
      ports.map((port) => [name, port]),
    );
    expect(open).toEqual([['proxy', '443:443']]);
  });

  it('inside, the public names lead to the proxy', () => {
    expect(the('proxy').networks).toEqual({
      front: { aliases: ['kluis.example', 'pods.example'] },
    });
    for (const service of ours()) expect(networksOf(service)).toContain('front');
  });

  it('the database is on a network of its own, out of reach of proxy, pods and the world', () => {
    const near = Object.entries(file.services).filter(([, one]) =>
      networksOf(one).includes('data'),
    );
    expect(near.map(([name]) => name).toSorted()).toEqual(['api1', 'api2', 'database', 'worker']);
    expect(networksOf(the('database'))).toEqual(['data']);
    expect(file.networks['data']).toEqual({ internal: true });
  });

  it('the proxy hands on to both apis and the pods where they listen, at their own names', () => {
    const { environment } = the('proxy');
    const config = environment['CADDYFILE'] ?? '';
    expect(environment).toMatchObject({ LEERKLUIS_HOST: 'kluis.example' });
    expect(environment).toMatchObject({ LEERKLUIS_PODS_HOST: 'pods.example' });
    expect(config.match(/^https:.*$/gm)).toEqual([
      'https://{$LEERKLUIS_HOST} {',
      'https://{$LEERKLUIS_PODS_HOST} {',
    ]);
    expect(config.match(/reverse_proxy .*(?= \{)/g)).toEqual([
      'reverse_proxy api1:4000 api2:4000',
      'reverse_proxy pods:4100',
    ]);
    expect(the('api2').environment['PORT']).toBe('4000');
    expect(the('pods').environment['PODS_PORT']).toBe('4100');
  });

  it('health pages and new accounts stay inside', () => {
    const config = the('proxy').environment['CADDYFILE'] ?? '';
    expect(config).toMatch(/@inner path \/healthz\* \/readyz\* \/metrics\*\n\s+respond @inner 404/);
    expect(config).toMatch(/@newAccount path .*\n\s+respond @newAccount 403/);
    expect(config.match(/header_up -Forwarded/g)).toHaveLength(2);
  });
});
