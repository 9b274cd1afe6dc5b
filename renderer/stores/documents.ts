/** The documents that are to be signed. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { FileDescription } from '../../contract/documents.ts';
import { joinFiles } from '../logic/intake.ts';

export const useDocuments = defineStore('documents', () => {
  const files = shallowRef<readonly FileDescription[]>([]);

  function add(added: readonly FileDescription[]): void {
    files.value = joinFiles(files.value, added);
  }

  function remove(path: string): void {
    files.value = files.value.filter(file => file.path !== path);
  }

  function clear(): void {
    files.value = [];
  }

  return { files, add, remove, clear };
});
