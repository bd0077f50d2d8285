/**
 * The headers that the site is served with, and the files that tell common hosts to send them. `npm start` sends them
 * itself; `npm run headers` writes the files from here (a test says when they are out of date).
 *
 * The content security policy is what keeps the promise that no utterance leaves the machine. A page hears it from a
 * `<meta>` too, but each worker only from the header of its own script.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

/** The styles that react-aria puts into the page itself; a test finds them in its source. */
export const LIBRARY_STYLES = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
]

type PolicyOptions = {
  /** The page, whose inline scripts are allowed by their hashes. */
  html: string
  /** Vite's development server writes scripts and styles into the page and reloads it through a socket. */
  isDevelopment?: boolean
}

/** What the page and its workers may load and talk to: their own origin, and nobody else. */
function directives({ html, isDevelopment = false }: PolicyOptions): Record<string, string[]> {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '')
  return {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      "'wasm-unsafe-eval'",
      ...(isDevelopment ? ["'unsafe-inline'"] : scripts.map(hashOf)),
    ],
    'style-src': ["'self'", ...(isDevelopment ? ["'unsafe-inline'"] : LIBRARY_STYLES.map(hashOf))],
    'img-src': ["'self'", 'data:', 'blob:'],
    'connect-src': ["'self'", 'data:', 'blob:', ...(isDevelopment ? ['ws:'] : [])],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  }
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function join(policy: Record<string, string[]>): string {
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/** The policy as a `<meta>` may state it, for hosts that send no headers. */
export function metaPolicy(html: string): string {
  return join(directives({ html }))
}

/** All headers, for every file of the site. */
export function siteHeaders(options: PolicyOptions): Record<string, string> {
  return {
    'Content-Security-Policy': join({ ...directives(options), 'frame-ancestors': ["'none'"] }),
    // Cross-origin isolation: only then may the training worker share memory with a second thread.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

/** Files whose names change with their content never change; all others are asked for anew. */
const FOREVER = 'public, max-age=31536000, immutable'
const FRESH = 'no-cache'

/** For Netlify, Cloudflare Pages and others that read `_headers`. */
export function headersFile(headers: Record<string, string>): string {
  const lines = (entries: Record<string, string>) =>
    Object.entries(entries).map(([name, value]) => `  ${name}: ${value}`)
  return [
    '/*',
    ...lines({ ...headers, 'Cache-Control': FRESH }),
    '/assets/*',
    '  ! Cache-Control',
    ...lines({ 'Cache-Control': FOREVER }),
    '',
  ].join('\n')
}

/** A server block for nginx. */
export function nginxFile(headers: Record<string, string>): string {
  const lines = (indent: string) =>
    Object.entries(headers).map(([name, value]) => `${indent}add_header ${name} "${value}" always;`)
  return [
    '# Put the built site (dist) where root says. Written by npm run headers.',
    'server {',
    '    listen 80;',
    '    root /srv/skillet;',
    '    include mime.types;',
    '    # Where mime.types knows wasm already, nginx warns of it at each start, and all is well.',
    '    types { application/wasm wasm; application/manifest+json webmanifest; }',
    '    gzip on;',
    '    gzip_types application/javascript application/json application/wasm image/svg+xml text/css;',
    ...lines('    '),
    `    add_header Cache-Control "${FRESH}" always;`,
    '    # A location with headers of its own inherits none.',
    '    location /assets/ {',
    ...lines('        '),
    '        # Not "always": that a file is not there yet is nothing to remember for a year.',
    `        add_header Cache-Control "${FOREVER}";`,
    '    }',
    '}',
    '',
  ].join('\n')
}

/** A site for Caddy. */
export function caddyFile(headers: Record<string, string>): string {
  return [
    '# Put your host name in place of :80 for HTTPS, and the built site (dist) where root says. Written by npm run headers.',
    ':80 {',
    '\troot * /srv/skillet',
    '\tencode zstd gzip',
    '\theader {',
    ...Object.entries(headers).map(([name, value]) => `\t\t${name} "${value}"`),
    '\t}',
    '\t# Only a file that is there: that one is not there yet is nothing to remember for a year.',
    '\t@forever {',
    '\t\tpath /assets/*',
    '\t\tfile',
    '\t}',
    '\t@fresh not {',
    '\t\tpath /assets/*',
    '\t\tfile',
    '\t}',
    `\theader @forever Cache-Control "${FOREVER}"`,
    `\theader @fresh Cache-Control "${FRESH}"`,
    '\t@manifest path *.webmanifest',
    '\theader @manifest Content-Type application/manifest+json',
    '\tfile_server',
    '}',
    '',
  ].join('\n')
}

/** By path from here, what the files must hold. */
export function hostFiles(html: string): Record<string, string> {
  const headers = siteHeaders({ html })
  return {
    'public/_headers': headersFile(headers),
    'docs/hosting/nginx.conf': nginxFile(headers),
    'docs/hosting/Caddyfile': caddyFile(headers),
  }
}

/** The page as it is written; Vite keeps its inline scripts as they are. */
export function readPage(): string {
  return readFileSync(new URL('index.html', import.meta.url), 'utf8')
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('docs/hosting', import.meta.url), { recursive: true })
  for (const [path, text] of Object.entries(hostFiles(readPage()))) {
    writeFileSync(new URL(path, import.meta.url), text)
  }
}
