; What the program told Windows about links (electron/opened-files.ts) goes with it; a new version says it again at its start.
!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\tanba"
!macroend
