"""The commands of `techdigest`, a file each for those that need one."""
