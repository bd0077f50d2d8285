import {
  cloneElement,
  type DOMAttributes,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactElement,
  Suspense,
  useState,
} from 'react'
import type { IconName } from './Icon'

export type MenuEntry =
  | {
      kind: 'action'
      id: string
      label: string
      icon?: IconName
      keys?: string | undefined
      isDisabled?: boolean
      isDangerous?: boolean
      run: () => void
    }
  | { kind: 'line'; id: string }

export type MenuProps = {
  label: string
  trigger: ReactElement<DOMAttributes<HTMLElement>, string>
  entries: readonly MenuEntry[]
}

const load = async () => ({ default: (await import('./OpenableMenu')).OpenableMenu })
const OpenableMenu = lazy(load)

/**
 * A list of actions behind a button; `trigger` is a Button or an IconButton. Until somebody goes near it, it is only
 * that button: what opens the list is loaded then.
 */
export function Menu(props: MenuProps) {
  const [wantedBy, setWantedBy] = useState<'key' | 'pointer' | null>(null)
  const closed = cloneElement(props.trigger as ReactElement<Record<string, unknown>, string>, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // A button that is pressed by key tells of no click of a pointer.
    onClick: ({ detail }: MouseEvent) => setWantedBy(detail === 0 ? 'key' : 'pointer'),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      setWantedBy('key')
    },
  })
  if (!wantedBy) return closed
  return (
    <Suspense fallback={closed}>
      <OpenableMenu {...props} isByKey={wantedBy === 'key'} />
    </Suspense>
  )
}
