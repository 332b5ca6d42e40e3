import { join } from 'node:path';
import { mergeConfig } from 'vitest/config';
import usual from '../../vitest.config.js';
import { planted } from './plant.js';

/** The usual run, with the fault planted that `LEERKLUIS_FAULT` names. */
export default mergeConfig(usual, {
  root: join(import.meta.dirname, '../..'),
  plugins: [...planted(process.env['LEERKLUIS_FAULT'])],
});
