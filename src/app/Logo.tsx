/** A pan, a flame in it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <circle cx="13" cy="18" r="11" fill="currentColor" />
      <rect
        x="19"
        y="3.2"
        width="6"
        height="14"
        rx="3"
        fill="currentColor"
        transform="rotate(45 22 10)"
      />
      <path
        d="M7.5 20.5c2.2-5.6 4.6-5.6 5.6-2.4s3 3.2 5.4-2.6"
        fill="none"
        stroke="#f0642f"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  )
}
