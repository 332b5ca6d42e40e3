import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Response, Router } from 'express';
import { explorerPolicy, pagePolicy } from './headers.js';

/** Files that change their name with what is in them. */
const forEver = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
/** Files that keep their name: looked at again each time. */
const lookAgain = {
  cacheControl: false,
  redirect: false,
  index: false,
  setHeaders: (response: ServerResponse) => void response.setHeader('cache-control', 'no-cache'),
} as const;

/** The developer's own window on the graph. */
export function explorerDoor(folder: string): Router {
  const router = Router();
  router.use('/assets', compression(), express.static(join(folder, 'assets'), forEver));
  router.use(express.static(folder, lookAgain));
  router.get('/', (_request, response) => {
    response
      .set({ 'cache-control': 'no-cache', 'content-security-policy': explorerPolicy })
      .sendFile('index.html', { root: folder });
  });
  return router;
}

/** Where the page has something to show; what is behind these is the page's own business. */
const places = [
  '/',
  '/results',
  '/route',
  '/route/search',
  '/route/offering/:id',
  '/access',
  '/looks',
  '/add',
  '/share',
  '/export',
  '/account',
  '/learners',
  '/learners/:learner',
  '/ask',
  '/deliveries',
  '/send',
  '/awards',
  '/developer',
  '/wards',
  '/connect/:id',
  '/shared',
  '/wallet',
  '/sign-in',
];

/** The page for people: one document for all its places, with a word of its own each time for its style elements. */
export function pageDoor(folder: string): Router {
  const router = Router();
  const document = join(folder, 'index.html');
  // Files that hold nothing of anybody: what is packed here tells nothing by its size.
  router.use('/page', compression(), express.static(join(folder, 'page'), forEver));
  const open = async (response: Response): Promise<void> => {
    const nonce = randomBytes(16).toString('base64url');
    const page = await readFile(document, 'utf8');
    response
      .set({ 'cache-control': 'no-store', 'content-security-policy': pagePolicy(nonce) })
      .type('html')
      .send(page.replace('__NONCE__', nonce));
  };
  // The file itself has no word yet for its style elements.
  router.get('/index.html', (_request, response) => response.redirect(308, '/'));
  router.use(express.static(folder, lookAgain));
  router.get(places, (_request, response) => open(response));
  router.get('/{*elsewhere}', async (request, response, next) => {
    // A person is told so by the page; a program in plain words.
    if (request.accepts('text', 'html') === 'html') await open(response.status(404));
    else next();
  });
  return router;
}
