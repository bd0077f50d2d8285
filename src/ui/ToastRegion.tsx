import { useSyncExternalStore } from 'react'
import { Button } from './Button'
import { IconButton } from './IconButton'
import styles from './ToastRegion.module.css'
import { currentToasts, dismissToast, subscribeToToasts } from './toasts'

/** Where toasts appear; one a page. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts)
  return (
    <section className={styles.region} aria-label="Messages" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={`${styles.toast} ${styles[toast.tone]}`}>
          <span className={styles.text}>{toast.text}</span>
          {toast.action && (
            <Button
              size="small"
              onPress={() => {
                toast.action?.run()
                dismissToast(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton
            label="Dismiss"
            icon="close"
            size="small"
            onPress={() => dismissToast(toast.id)}
          />
        </div>
      ))}
    </section>
  )
}
