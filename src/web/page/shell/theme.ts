import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

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

/** Words on our own colour: light on the dark green, dark on the light one. The usual way looks at the first only. */
const colorsOf: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const isOurs = input.variant === 'filled' && (input.color ?? 'kluis') === 'kluis';
  return isOurs ? { ...usual, color: 'var(--mantine-primary-color-contrast)' } : usual;
};

export const theme = createTheme({
  colors: { kluis },
  primaryColor: 'kluis',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  variantColorResolver: colorsOf,
  luminanceThreshold: 0.35,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: { fontWeight: '650' },
});
