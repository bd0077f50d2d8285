import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { metaPolicy, readPage, siteHeaders } from './site-headers.ts'

export default defineConfig({
  base: './',
  plugins: [react(), promisePrivacy()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
  // Long jobs write to these folders: not a reason to reload the page.
  server: {
    port: 5173,
    headers: siteHeaders({ html: readPage(), isDevelopment: true }),
    watch: { ignored: ['**/.cache/**', '**/.bench/**', '**/.pretrain/**'] },
  },
  preview: { port: 4173, headers: siteHeaders({ html: readPage() }) },
})

/**
 * Has the browser itself enforce that nothing leaves the machine, also where a host sends no headers: the built page
 * states the policy, too.
 */
function promisePrivacy(): Plugin {
  return {
    name: 'skillet-content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy(html) },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}
