import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep green for what we stand for, from nearly white to nearly black. */
const kluis: MantineColorsTuple = [
  '#eef8f1',
  '#dcefe2',
  '#b6dfc4',
  '#8ccda3',
  '#68be87',
  '#3fa268',
  '#2a8453',
  '#1c6a41',
  '#14532d',
  '#0b3a1f',
];

export const theme = createTheme({
  colors: { kluis },
  primaryColor: 'kluis',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: { fontWeight: '650' },
});
