/** The Python code that asks a model which was exported as ONNX. */
export async function pythonExample(): Promise<string> {
  return (await import('../../deploy/onnx/ask.py?raw')).default
}
