import { Component, type ErrorInfo, type ReactNode } from 'react'

/** Catches a bug in what it holds and shows `fallback` instead. A class, because React offers nothing else. */
export class ErrorBoundary extends Component<
  { children: ReactNode; fallback: (error: Error) => ReactNode },
  { error: Error | null }
> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override componentDidCatch(error: Error, context: ErrorInfo): void {
    console.error(error, context.componentStack)
  }

  override render(): ReactNode {
    return this.state.error ? this.props.fallback(this.state.error) : this.props.children
  }
}
