/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cmd/commands.h"

int main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
