import styles from './Icon.module.css'

/** Line drawings on a 16 × 16 grid. */
const SHAPES = {
  add: 'M8 3v10M3 8h10',
  arrowLeft: 'M13 8H3M7 4 3 8l4 4',
  arrowRight: 'M3 8h10M9 4l4 4-4 4',
  bolt: 'M9 1.8 3.8 9H8l-1 5.2L12.2 7H8z',
  chart: 'M2.5 13.5h11M4 11V8M8 11V3M12 11V6',
  check: 'M3 8.5 6.4 12 13 4.5',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11',
  edit: 'M10.8 2.8l2.4 2.4-8 8-3 .6.6-3zM9.2 4.4l2.4 2.4',
  endIn: 'M10.5 3h3v10h-3M9.5 8H2.5M5 5.5 2.5 8 5 10.5',
  endOut: 'M2.5 3h3v10h-3M7.5 8h6M11 5.5 13.5 8 11 10.5',
  filter: 'M2 4h12M4.5 8h7M6.5 12h3',
  flag: 'M4 14V2.5M4 3h8l-2 2.8L12 8.6H4',
  flask: 'M6.3 2h3.4M7 2v4.2L3.2 12.6c-.4.8.1 1.6.9 1.6h7.8c.8 0 1.3-.8.9-1.6L9 6.2V2M5 10h6',
  folder: 'M2 4.2c0-.6.4-1 1-1h3.2l1.6 1.8H13c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1H3c-.6 0-1-.4-1-1z',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.9c-.6.3-.9.7-.9 1.4M8 12h.01',
  keyboard: 'M1.8 4h12.4v8.5H1.8zM4.2 6.7h.01M6.7 6.7h.01M9.2 6.7h.01M11.7 6.7h.01M5 9.8h6',
  layers: 'M8 2.2 14 5.5 8 8.8 2 5.5zM2.4 8.3 8 11.4l5.6-3.1M2.4 11 8 14l5.6-3',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.6 4h.01M2.6 8h.01M2.6 12h.01',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  merge: 'M3 3l5 5v5.5M13 3 8 8',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  note: 'M3 2.5h10v7.2l-3.8 3.8H3zM9.2 13.2V9.7h3.6',
  pause: 'M5.5 3v10M10.5 3v10',
  pin: 'M5.2 2.3h5.6M6.3 2.3v4.2L4.4 9.2h7.2L9.7 6.5V2.3M8 9.2v4.6',
  play: 'M4.5 2.8v10.4L13 8z',
  redo: 'M13 6H6.5a3.7 3.7 0 0 0 0 7.4H9M13 6l-3-3M13 6l-3 3',
  refresh: 'M13.2 2.8v3.4H9.8M13 6.2A5.6 5.6 0 1 0 13.4 9.4',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.4 3.4',
  settings:
    'M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.2 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM5.8 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  spark: 'M8 1.8l1.5 4.7L14.2 8l-4.7 1.5L8 14.2 6.5 9.5 1.8 8l4.7-1.5z',
  split: 'M8 2.5v11M5.5 5.5 3 8l2.5 2.5M10.5 5.5 13 8l-2.5 2.5',
  startIn: 'M5.5 3h-3v10h3M6.5 8h7M11 5.5 13.5 8 11 10.5',
  startOut: 'M13.5 3h-3v10h3M8.5 8h-6M5 5.5 2.5 8 5 10.5',
  stop: 'M4 4h8v8H4z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  system: 'M2 3h12v8H2zM5.5 13.5h5M8 11v2.5',
  tag: 'M2.5 2.5h5.2l5.8 5.8-5.2 5.2-5.8-5.8zM5.4 5.4h.01',
  target: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  trash: 'M2.8 4.2h10.4M6 4V2.5h4V4M4 4.2l.6 9.3h6.8l.6-9.3M6.7 7v3.8M9.3 7v3.8',
  undo: 'M3 6h6.5a3.7 3.7 0 0 1 0 7.4H7M3 6l3-3M3 6l3 3',
  upload: 'M8 11V3M4.5 6.2 8 2.7l3.5 3.5M2.5 13.5h11',
  warning: 'M8 2.2 14.5 13.6h-13zM8 6.4v3.4M8 11.8h.01',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof SHAPES

/** A decorative drawing in the colour of the text; what it means must be said in words beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={styles.icon}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
