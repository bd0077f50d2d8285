import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// Cross-origin isolation: only then may the training worker share memory with a second thread.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export default defineConfig({
  base: './',
  plugins: [react(), promisePrivacy()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
  // Long jobs write to these folders: not a reason to reload the page.
  server: {
    port: 5173,
    headers,
    watch: { ignored: ['**/.cache/**', '**/.bench/**', '**/.pretrain/**'] },
  },
  preview: { port: 4173, headers },
})

/**
 * Has the browser itself enforce that nothing leaves the machine: the built page may talk to its own
 * origin and to nobody else. Development needs Vite's web socket, so it goes without.
 */
function promisePrivacy(): Plugin {
  return {
    name: 'skillet-content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
          ([, code]) =>
            `'sha256-${createHash('sha256')
              .update(code ?? '')
              .digest('base64')}'`,
        )
        const policy = [
          "default-src 'self'",
          `script-src 'self' 'wasm-unsafe-eval' ${inline.join(' ')}`,
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data: blob:",
          "connect-src 'self' data: blob:",
          "worker-src 'self' blob:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; ')
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
            injectTo: 'head-prepend',
          },
        ]
      },
    },
  }
}
