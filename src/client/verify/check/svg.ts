/**
 * An `openbadges:credential` element: JSON as its text, a JSON Web Signature as its attribute `verify`. Null when there is none, or
 * the file is no picture. What is parsed so loads and runs nothing.
 */
export function bakedIn(picture: string): string | null {
  const parsed = new DOMParser().parseFromString(picture, 'image/svg+xml');
  if (parsed.getElementsByTagName('parsererror').length > 0) return null;
  const baked = parsed.getElementsByTagNameNS('https://purl.imsglobal.org/ob/v3p0', 'credential')[0];
  return baked?.getAttribute('verify') || baked?.textContent?.trim() || null;
}
