import { createElement, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { trustOwnScripts } from '../../src/client/app/trusted-scripts.ts'

/** Marks the moment at which an empty root stands, and registers the worker as the app does. */
const Empty = () => {
  useEffect(() => {
    document.body.dataset['empty'] = 'stands'
  })
  return null
}

const root = document.getElementById('root')
if (root) createRoot(root).render(createElement(Empty))
trustOwnScripts()
void navigator.serviceWorker?.register('/sw.js')
