/** Texts come parsed by the build; in two parts. */
declare module '*.json?first' {
  const texts: unknown;
  export default texts;
}
