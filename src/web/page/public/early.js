// Before the first paint: light or dark as chosen here, else as the device is set.
{
  let kept = null;
  try {
    kept = localStorage.getItem('leerkluis.scheme');
  } catch {
    // No storage: the device decides.
  }
  const dark =
    kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}
