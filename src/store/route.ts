import { create } from 'zustand'

/** The screens of one skill, in the order in which people use them. */
export const SKILL_SCREENS = ['annotate', 'train', 'evaluate', 'try', 'export'] as const

export type SkillScreen = (typeof SKILL_SCREENS)[number]

/** Where the visitor is. The address holds it, so that a bookmark and the Back button work. */
export type Route =
  | { screen: 'skills'; query: RouteQuery }
  | { screen: SkillScreen; projectId: string; query: RouteQuery }

/** Selection and filters of a screen: what stands after `?` in the hash. */
export type RouteQuery = Readonly<Record<string, string>>

/** Reads a hash such as `#/skill/7f/annotate?intent=Greet`; anything unknown leads to the skills. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split(/\?(.*)/s)
  const query = Object.fromEntries(new URLSearchParams(search))
  const match = /^\/skill\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path)
  if (!match) return { screen: 'skills', query }
  const screen = SKILL_SCREENS.find((candidate) => candidate === match[2]) ?? 'annotate'
  return { screen, projectId: decodeURIComponent(match[1] ?? ''), query }
}

/** The address of a screen of a skill. Empty entries of the query are left out. */
export function screenHref(projectId: string, screen: SkillScreen, query: RouteQuery = {}): string {
  return withQuery(`#/skill/${encodeURIComponent(projectId)}/${screen}`, query)
}

/** The address of the list of skills. */
export function skillsHref(query: RouteQuery = {}): string {
  return withQuery('#/skills', query)
}

/** Where the visitor is now. */
export const useRoute = create<Route>(() =>
  parseRoute(typeof location === 'undefined' ? '' : location.hash),
)

/** Goes to an address made by `screenHref` or `skillsHref`. */
export function goTo(href: string): void {
  location.hash = href
}

/** Changes the query of the current address without a step in the history. */
export function replaceQuery(query: RouteQuery): void {
  const route = useRoute.getState()
  // Browsers say a moment later that somebody went elsewhere: what the screen they left has to note then is too late.
  if (!isSamePlace(parseRoute(location.hash), route)) return
  const href =
    route.screen === 'skills' ? skillsHref(query) : screenHref(route.projectId, route.screen, query)
  if (href !== location.hash) history.replaceState(null, '', href)
  useRoute.setState(parseRoute(href), true)
}

/** Whether two addresses are of the same screen of the same skill. */
function isSamePlace(a: Route, b: Route): boolean {
  const projectOf = (route: Route) => (route.screen === 'skills' ? '' : route.projectId)
  return a.screen === b.screen && projectOf(a) === projectOf(b)
}

/** Keeps `useRoute` in step with the address bar; returns how to stop. */
export function followAddress(): () => void {
  const update = () => useRoute.setState(parseRoute(location.hash), true)
  update()
  addEventListener('hashchange', update)
  return () => removeEventListener('hashchange', update)
}

function withQuery(path: string, query: RouteQuery): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return search.size > 0 ? `${path}?${search}` : path
}
