import { z } from 'zod';

const text = z.string().min(1);
const list = z.array(text);
const duration = z.string().regex(/^\d+(ms|s|m|h)$/);

const healthcheck = z.strictObject({
  test: list.min(2),
  interval: duration,
  timeout: duration,
  retries: z.int().positive(),
  start_period: duration.optional(),
});

const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const networks = z.union([list, z.record(text, z.strictObject({ aliases: list }).nullable())]);

const service = z.strictObject({
  image: text,
  build: z.strictObject({ context: text, dockerfile_inline: text }).optional(),
  entrypoint: list.optional(),
  command: list.optional(),
  init: z.literal(true).optional(),
  restart: z.enum(['no', 'unless-stopped']),
  stop_grace_period: duration.optional(),
  user: text,
  read_only: z.literal(true),
  tmpfs: list,
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: list.optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  network_mode: z.literal('none').optional(),
  /** Texts only: YAML would turn a bare `false` or `4000` into something else. */
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), text).default({}),
  env_file: z
    .array(z.strictObject({ path: text, required: z.literal(false).optional() }))
    .optional(),
  configs: z
    .array(z.strictObject({ source: text, target: z.string().startsWith('/') }))
    .default([]),
  /** Named volumes alone: nothing of the machine is reached by path. */
  volumes: z.array(z.string().regex(/^[a-z-]+:\/[\w/-]+(:ro)?$/)).default([]),
  networks: networks.default([]),
  ports: list.default([]),
  depends_on: z.record(text, z.strictObject({ condition })).default({}),
  healthcheck: healthcheck.optional(),
});
export type Service = z.infer<typeof service>;

/** What of the Compose Specification our file uses, and nothing else: a misspelt key is a mistake here. */
export const ComposeFile = z
  .looseObject({
    services: z.record(text, service),
    configs: z.record(text, z.strictObject({ file: text })),
    networks: z.record(text, z.strictObject({ internal: z.literal(true) }).nullable()),
    volumes: z.record(text, z.null()),
  })
  .refine(
    (file) =>
      Object.keys(file).every(
        (key) =>
          ['services', 'configs', 'networks', 'volumes'].includes(key) || key.startsWith('x-'),
      ),
    'an unknown part',
  );
export type ComposeFile = z.infer<typeof ComposeFile>;
