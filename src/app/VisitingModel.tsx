import { lazy, Suspense, useEffect } from 'react'
import { useRoute } from '@/store/route'
import { modelAmong, openModelFile, useVisitingModel } from '@/store/visiting-model'
import { droppedFiles } from '@/ui/dropped-files'
import { showToast } from '@/ui/toasts'

const ModelDialog = lazy(async () => ({
  default: (await import('@/screens/model/ModelDialog')).ModelDialog,
}))

/** Opens a model file that is dropped on any screen; the list of skills takes all files and passes models on. */
export function VisitingModel() {
  const isOpen = useVisitingModel(({ model }) => model.kind !== 'none')
  useEffect(() => {
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const isHere = () => useRoute.getState().screen !== 'skills'
    const onDragOver = (event: DragEvent) => {
      if (isHere() && isFiles(event)) event.preventDefault()
    }
    const onDrop = (event: DragEvent) => {
      if (!isHere() || event.defaultPrevented || !event.dataTransfer || !isFiles(event)) return
      // Else the browser would leave the page for the file.
      event.preventDefault()
      void droppedFiles(event.dataTransfer).then((files) => {
        const model = modelAmong(files)
        if (model) void openModelFile(model)
        else showToast('Drop a skill’s data on the list of skills; here only a model is opened.')
      })
    }
    addEventListener('dragover', onDragOver)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragover', onDragOver)
      removeEventListener('drop', onDrop)
    }
  }, [])
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <ModelDialog />
    </Suspense>
  )
}
