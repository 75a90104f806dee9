/** The product's own sign: three steps, the landing between them in colour. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
    <path d="M2 17h20v4H2zM14 3h8v4h-8z" fill="currentColor" />
    <path d="M8 10h14v4H8z" fill="var(--mark-landing)" />
  </svg>
)
