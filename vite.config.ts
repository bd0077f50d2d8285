import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { modulesBesidePage } from './build/beside-page.ts'
import { metaPolicy, readPage, siteHeaders } from './site-headers.ts'

export default defineConfig({
  base: './',
  plugins: [react(), promisePrivacy(), modulesBesidePage(), worksOffline()],
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

/**
 * An app that can be installed and needs no network after the first visit: its service worker keeps all of the site but
 * the models, which `src/model` keeps itself, checked.
 */
function worksOffline() {
  return VitePWA({
    // The page registers it and asks before a new version takes over (src/app/app-updates.ts).
    injectRegister: null,
    registerType: 'prompt',
    manifest: {
      id: './',
      name: 'Skillet',
      short_name: 'Skillet',
      description: 'Teach your voice or chat skill to understand people, in your browser.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#faf9f7',
      theme_color: '#faf9f7',
      icons: [
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{js,css,html,wasm,woff2,svg,txt,json,webmanifest}'],
      // The interface is in English: other alphabets' letters come when somebody types them.
      globIgnores: ['models/**', '**/inter-{cyrillic,greek,vietnamese}*'],
      maximumFileSizeToCacheInBytes: 4e6,
      // Also the page that is open on the first visit, so that it may lose the network at once.
      clientsClaim: true,
      cleanupOutdatedCaches: true,
      navigateFallback: 'index.html',
    },
  })
}
