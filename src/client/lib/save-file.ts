/** Offers something as a JSON file. */
export function save(name: string, content: unknown): void {
  saveBlob(name, new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
}

/** Offers a file. */
export function saveBlob(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
